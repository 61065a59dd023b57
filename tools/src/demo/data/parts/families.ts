import type { Part } from '../types.js';

/** Cars with the 1.4 and 1.5 litre engines. */
export const EA211 = [
  'SAIC-VW Lavida',
  'SAIC-VW Polo Plus',
  'SAIC-VW Touran L',
  'SAIC-VW T-Cross',
  'SAIC-VW Passat PHEV',
  'FAW-VW Sagitar',
  'FAW-VW Golf',
] as const;

/** Cars with the 2.0 litre engine. */
export const EA888 = [
  'SAIC-VW Passat',
  'SAIC-VW Tiguan L',
  'SAIC-VW Teramont',
  'FAW-VW Magotan',
  'FAW-Audi A4L',
] as const;

/** Cars on the transverse platform: they share brakes, suspension and most of the rest. */
export const MQB = [...EA211, 'SAIC-VW Passat', 'SAIC-VW Tiguan L', 'SAIC-VW Teramont', 'FAW-VW Magotan'] as const;

export const LAVIDA = ['SAIC-VW Lavida'] as const;
export const PASSAT = ['SAIC-VW Passat', 'SAIC-VW Passat PHEV'] as const;
export const TIGUAN_L = ['SAIC-VW Tiguan L'] as const;
export const POLO_T_CROSS = ['SAIC-VW Polo Plus', 'SAIC-VW T-Cross'] as const;

/** Battery-electric cars of the brand. */
export const MEB = ['SAIC-VW ID.3', 'SAIC-VW ID.4 X'] as const;

type Genuine = Pick<Part, 'unit' | 'brand' | 'origin' | 'supplier'> & { readonly costPercent: number };

/** Genuine parts of the brand the store sells. */
export const GENUINE_VW: Genuine = {
  unit: 'piece',
  brand: 'Volkswagen',
  origin: 'genuine',
  supplier: 'SVW-ANTING',
  costPercent: 72,
};
