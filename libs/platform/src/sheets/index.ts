export { csvOf } from './csv.js';
export type { Cell, Column, Sheet } from './sheet.js';
export { workbookOf } from './workbook.js';
export { xlsxOf } from './xlsx.js';
