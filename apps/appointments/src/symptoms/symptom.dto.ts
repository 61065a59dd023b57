import { BAY_KINDS, type BayKind, Code, Fen, Hundredths, Integer, ListOf, OneOf, SKILLS, type Skill, Text, TextList, Uuid } from '@pitlane/contracts'; // prettier-ignore
import type { Symptom } from './symptom.entity.js';
import type { PricedOperation } from './symptoms.queries.js';

export class AddSymptom {
  /** As customers say it: `刹车异响`. */
  @Text(60) words!: string;
  /** Operation codes of the labor catalog, the likeliest first. */
  @TextList({ min: 1, max: 10 }) operations!: string[];
}

export class ChangeSymptom {
  /** Operation codes of the labor catalog, the likeliest first. */
  @TextList({ min: 1, max: 10 }) operations!: string[];
}

export class SymptomView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(60) words!: string;
  @TextList() operations!: string[];

  static of({ id, version, words, operationCodes }: Symptom): SymptomView {
    return { id, version, words, operations: [...operationCodes] };
  }
}

export class OperationsQuery {
  /** What the customer says, an operation's name or a piece of it, or initials in pinyin: `scyx` finds 刹车异响. */
  @Text(200) words!: string;
}

export class FoundOperationView {
  @Code() operationCode!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Hundredths() flatRateHundredths!: number;
  /** Rounded up to whole slots. */
  @Integer() durationMinutes!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
  /** Labor alone, tax included, by the price list in force; null when it has no rate for the skill. */
  @Fen({ nullable: true }) lowFen!: number | null;
  @Fen({ nullable: true }) highFen!: number | null;
  /** Symptoms that led to it, the one that fits best first; none when its own name did. */
  @TextList() symptoms!: string[];

  static of({ operation, symptoms, estimate }: PricedOperation): FoundOperationView {
    const { operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind } = operation;
    const isPriced = estimate.unpriced.length === 0;
    return {
      ...{ operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind },
      durationMinutes: estimate.durationMinutes,
      lowFen: isPriced ? estimate.lowFen : null,
      highFen: isPriced ? estimate.highFen : null,
      symptoms: [...symptoms],
    };
  }
}

export class FoundOperationsView {
  /** What fits best first. */
  @ListOf(() => FoundOperationView) operations!: FoundOperationView[];
}
