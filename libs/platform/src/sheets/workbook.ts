import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Sheet } from './sheet.js';
import { xlsxOf } from './xlsx.js';

/** A workbook with one sheet, as a route answers with it. */
export const workbookOf = (sheet: Sheet): StreamableFile => new StreamableFile(Readable.from(xlsxOf(sheet)));
