import { rowsOfXlsx } from '../imports/xlsx-file.js';

/** What our own reader finds in a workbook. */
export async function rowsIn(workbook: Uint8Array): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of rowsOfXlsx(() => once(workbook))) rows.push(row);
  return rows;
}

async function* once(workbook: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(workbook);
}
