import { Part, type PartFacts } from './part.entity.js';

let made = 0;

/** What a clerk enters for a part; valid by default, with a number of its own. */
export function partEntry(over: Partial<Omit<PartFacts, 'id' | 'storeId'>> = {}): Omit<PartFacts, 'id' | 'storeId'> {
  made += 1;
  return {
    partNumber: `06L115562-${made}`,
    nameZh: '机油滤清器',
    nameEn: 'Oil filter',
    category: 'filter',
    unit: 'piece',
    brand: 'Volkswagen',
    origin: 'genuine',
    fits: [{ make: 'SAIC-VW', model: 'Tiguan L', fromYear: 2017 }],
    minThousandths: 0,
    maxThousandths: 1_000_000,
    ...over,
  };
}

/** A part of SH001. */
export function aPart(over: Partial<PartFacts> = {}): Part {
  return Part.list({ id: '0198f000-0000-7000-8000-000000000001', storeId: 'SH001', ...partEntry(), ...over });
}
