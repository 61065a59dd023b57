import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PricedLineColumns } from './priced-line.entity.js';
import { Quote } from './quote.entity.js';

@Entity()
export class QuoteLine extends PricedLineColumns {
  @PrimaryColumn('uuid') quoteId!: string;
  @ManyToOne(() => Quote, (quote) => quote.lines)
  @JoinColumn({ name: 'quote_id' })
  quote!: Relation<Quote>;
}
