import type { TestService } from '@pitlane/testing';
import type { ImportView } from './parts-import.dto.js';

const HEADER = '备件号,名称,英文名称,类别,单位,品牌,来源类别,最低库存,最高库存,数量,成本价,供应商,适用车型,最小包装';
const PIECE_BYTES = 300_000;

/** A row of a parts book that is right, but for what is said otherwise. */
export function bookRow(partNumber: string, over: Record<string, string> = {}): string {
  const cells = {
    ...{
      partNumber,
      nameZh: '机油滤清器',
      nameEn: 'Oil filter',
      category: 'filter',
      unit: 'piece',
      brand: 'VW',
      origin: 'genuine',
    },
    ...{
      min: '0',
      max: '10',
      quantity: '4.5',
      unitCost: '52.30',
      supplier: '',
      fits: 'SAIC-VW|Passat|2018-',
      minPack: '',
    },
    ...over,
  };
  return Object.values(cells).join(',');
}

export const bookOf = (...rows: readonly string[]): string => ['\uFEFF' + HEADER, ...rows].join('\r\n');

/** Uploads a parts book in pieces, and starts its import. */
export async function importBook(service: TestService, content: string, isDryRun = false): Promise<ImportView> {
  const clerk = service.as('parts-clerk');
  const { body } = await clerk.post<ImportView>('/v1/imports/parts', {
    fileName: '备件台账.csv',
    format: 'csv',
    isDryRun,
  });
  const bytes = Buffer.from(content);
  const pieces = Math.ceil(bytes.length / PIECE_BYTES);
  for (let position = 0; position < pieces; position += 1) {
    const piece = bytes.subarray(position * PIECE_BYTES, (position + 1) * PIECE_BYTES);
    await clerk.post(`/v1/imports/${body.id}/pieces`, { position, contentBase64: piece.toString('base64') });
  }
  return (await clerk.post<ImportView>(`/v1/imports/${body.id}/start`, { pieces })).body;
}
