import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PricedLineColumns } from '../quotes/priced-line.entity.js';
import { Settlement } from './settlement.entity.js';

@Entity()
export class SettlementLine extends PricedLineColumns {
  @PrimaryColumn('uuid') settlementId!: string;
  @ManyToOne(() => Settlement, (settlement) => settlement.lines, { orphanedRowAction: 'delete' })
  @JoinColumn({ name: 'settlement_id' })
  settlement!: Relation<Settlement>;
}
