import type { BayKind, NotificationChannel, PartOrigin, Powertrain, Skill } from '@pitlane/contracts';

/** A value that the inspector measures (WKS-11). In range means min <= value <= max; a missing limit is open. */
export interface OperationCheck {
  readonly item: string;
  readonly nameZh: string;
  readonly unit: 'mm' | 'N·m' | 'V' | '%' | 'bar';
  /** Thousandths of `unit`: 22000 is 22 mm. */
  readonly minThousandths?: number;
  readonly maxThousandths?: number;
}

export interface UsualPart {
  readonly partNumber: string;
  /** Thousandths of the part's stocking unit: 4000 is 4 l. */
  readonly quantityThousandths: number;
}

/** An entry of the labor catalog, from which advisors estimate (APT-3) and billing prices (BIL-1). */
export interface LaborOperation {
  readonly operationCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Hundredths of an hour: 150 is 1.50 h. */
  readonly flatRateHundredths: number;
  readonly skill: Skill;
  readonly bayKind: BayKind;
  /** Cannot pass inspection without the measured values of `checks` (WKS-11). */
  readonly safetyCritical: boolean;
  readonly roadTest: boolean;
  readonly checks: readonly OperationCheck[];
  readonly usualParts: readonly UsualPart[];
  /** What a customer says on the phone when this is what the car needs (APT-2). */
  readonly symptomsZh: readonly string[];
}

export type PartUnit = 'piece' | 'litre' | 'set' | 'metre' | 'kilogram';

export type PartCategory =
  | 'filter'
  | 'oil-and-fluid'
  | 'ignition'
  | 'engine'
  | 'cooling'
  | 'fuel-and-exhaust'
  | 'transmission'
  | 'brake'
  | 'suspension'
  | 'steering'
  | 'wheel-and-tyre'
  | 'electrical'
  | 'lighting'
  | 'wiper'
  | 'air-conditioning'
  | 'body'
  | 'glass'
  | 'interior'
  | 'high-voltage'
  | 'paint-material'
  | 'fastener'
  | 'accessory'
  | 'consumable';

/** A catalog entry with its stock limits at the store (PRT-1, PRT-6). */
export interface Part {
  readonly partNumber: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly category: PartCategory;
  readonly unit: PartUnit;
  readonly brand: string;
  readonly origin: PartOrigin;
  /** Retail price of one unit, tax included. */
  readonly priceFen: number;
  /** What the store usually pays for one unit. */
  readonly costFen: number;
  /** Thousandths of `unit`. */
  readonly minThousandths: number;
  readonly maxThousandths: number;
  /** A `supplierCode`. */
  readonly supplier: string;
  /** Cars as "make model", in the words of the vehicle list; absent when it fits any car. */
  readonly fits?: readonly string[];
}

/** Days from order to arrival, by how badly the part is needed (PRT-14). */
export interface LeadTimeDays {
  readonly stock: number;
  readonly daily: number;
  readonly emergency: number;
  readonly vor: number;
}

export interface Supplier {
  readonly supplierCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly email: string;
  readonly leadTimeDays: LeadTimeDays;
}

export interface Vehicle {
  readonly vin: string;
  readonly plate: string;
  readonly make: string;
  readonly makeZh: string;
  readonly model: string;
  readonly modelZh: string;
  readonly modelYear: number;
  readonly mileageKm: number;
  readonly powertrain: Powertrain;
}

export interface Customer {
  readonly nameZh: string;
  readonly namePinyin: string;
  readonly mobile: string;
  readonly email: string;
  readonly preferredChannel: NotificationChannel;
  readonly language: 'zh' | 'en';
}

export interface Bay {
  readonly bayCode: string;
  readonly kind: BayKind;
  readonly nameZh: string;
}

export interface HeldSkill {
  readonly skill: Skill;
  /** 1 (apprentice) to 5 (master). */
  readonly level: number;
  /** Last day on which the certificate for this skill holds; absent where none is needed. */
  readonly certifiedUntil?: string;
}

export interface WorkingHours {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** Local time of the store: `08:00`. */
  readonly starts: string;
  readonly ends: string;
}

export interface Technician {
  /** Staff id: `wu.technician`. */
  readonly technicianId: string;
  readonly nameZh: string;
  readonly skills: readonly HeldSkill[];
  readonly shifts: readonly WorkingHours[];
}
