import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, Integer, ListOf, Text, Thousandths, Uuid } from '../fields.js';

export class KitPart {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** The parts of an operation have a kit, or a new edition of it: each edition is a kit of its own, under the same code (PRT-16). */
@Event('parts.kit.defined', 1)
export class KitDefined extends IntegrationEvent {
  @Uuid() kitId!: string;
  @Code() code!: string;
  /** 1, 2 … */
  @Integer({ min: 1 }) edition!: number;
  @Text(120) name!: string;
  @Code() operationCode!: string;
  @ListOf(() => KitPart, { min: 1 }) parts!: KitPart[];
}

/** A kit is used no more: another edition took its place, or none does (PRT-16). */
@Event('parts.kit.withdrawn', 1)
export class KitWithdrawn extends IntegrationEvent {
  @Uuid() kitId!: string;
  @Code() code!: string;
  @Integer({ min: 1 }) edition!: number;
  @Instant() withdrawnAt!: string;
}
