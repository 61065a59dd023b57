import {
  Code,
  Day,
  Instant,
  Integer,
  OLD_PART_FATES,
  type OldPartFate,
  OneOf,
  Text,
  Thousandths,
  Uuid,
} from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { OldPart, OldPartStatus } from './old-part.entity.js';

const STATUSES: readonly OldPartStatus[] = ['kept', ...OLD_PART_FATES];

export class KeepOldPart {
  /** Part line of the repair order whose new part took its place. */
  @Uuid() lineId!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Place on the shelf of old parts: `W-04`. */
  @Text(40) shelf!: string;
  /** Left out: 90 days. */
  @Integer({ min: 1, max: 1_095, optional: true }) keepDays?: number;
}

export class EndOldPart {
  @OneOf(OLD_PART_FATES) fate!: OldPartFate;
  /** Number of the claim or the parcel; why the maker does not want it. */
  @Text(500) reason!: string;
}

export class OldPartsQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true }) status?: OldPartStatus;
  /** Kept until that day or less. */
  @Day({ optional: true }) dueBy?: string;
}

export class OldPartView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(STATUSES) status!: OldPartStatus;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @Text(40) shelf!: string;
  @Day() keepUntil!: string;
  @Code() keptBy!: string;
  @Instant() keptAt!: string;
  @Code({ nullable: true }) endedBy!: string | null;
  @Instant({ nullable: true }) endedAt!: string | null;
  @Text(500, { nullable: true }) reason!: string | null;

  static of(oldPart: OldPart): OldPartView {
    const { id, version, status, repairOrderId, lineId, partNumber, quantityThousandths, shelf } = oldPart;
    const { keepUntil, keptBy, keptAt, endedBy, endedAt, reason } = oldPart;
    return Object.assign(new OldPartView(), {
      ...{ id, version, status, repairOrderId, lineId, partNumber, quantityThousandths, shelf },
      ...{ keepUntil, keptBy, endedBy, reason },
      keptAt: keptAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    });
  }
}
