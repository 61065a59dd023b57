import type { ClosedLine, Facts, ReservationCompleted } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DrawnPart } from './drawn-parts.js';

/** What a completed repair order got, by the last word of the parts service: nothing is issued or returned after it. */
@Entity()
export class KnownFinalDraw {
  @PrimaryColumn('uuid') repairOrderId!: string;
  @Column('text') storeId!: string;
  @Column('jsonb') lines!: Facts<ClosedLine>[];

  static of(storeId: string, { repairOrderId, lines }: ReservationCompleted): KnownFinalDraw {
    return Object.assign(new KnownFinalDraw(), { repairOrderId, storeId, lines });
  }

  /** True once every issue and return that it stands for is known here, too. */
  equals(drawn: readonly DrawnPart[]): boolean {
    const drawnById = new Map(drawn.map(({ lineId, quantityThousandths }) => [lineId, quantityThousandths]));
    return (
      this.lines.length === drawnById.size &&
      this.lines.every(({ lineId, netIssuedThousandths }) => drawnById.get(lineId) === netIssuedThousandths)
    );
  }
}
