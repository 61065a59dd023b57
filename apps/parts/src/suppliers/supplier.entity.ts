import { type OrderUrgency, SupplierBlocked, SupplierUnblocked } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { SupplierIsBlocked, SupplierNotBlocked } from './supplier.errors.js';

/** Calendar days from sending an order to its arrival. */
export type LeadDays = Readonly<Record<OrderUrgency, number>>;

export interface SupplierTerms {
  name: string;
  leadDays: LeadDays;
  /** By how much more may come than was ordered, in thousandths: 50 is 5 %. */
  overDeliveryPerMille: number;
}

export interface SupplierFacts extends SupplierTerms {
  id: string;
  storeId: string;
  /** As deliveries name the supplier: `SVW-ANTING`. */
  code: string;
}

/** Whom a store orders parts from (PRT-8). Its row is locked by all who order, so that nobody orders while it is being blocked. */
@Entity()
export class Supplier extends Aggregate {
  @Disclosed() @Column('text') code!: string;
  @Disclosed() @Column('text') name!: string;
  @Column('int') stockLeadDays!: number;
  @Column('int') dailyLeadDays!: number;
  @Column('int') emergencyLeadDays!: number;
  @Column('int') vorLeadDays!: number;
  @Column('int') overDeliveryPerMille!: number;
  @Column('text', { nullable: true }) blockedReason!: string | null;
  @Disclosed() @Column('text', { nullable: true }) blockedBy!: string | null;
  @Column('timestamptz', { nullable: true }) blockedAt!: Date | null;

  static register({ id, storeId, code, ...terms }: SupplierFacts): Supplier {
    const supplier = new Supplier();
    supplier.begin(id, storeId);
    supplier.code = code;
    supplier.revise(terms);
    return Object.assign(supplier, { blockedReason: null, blockedBy: null, blockedAt: null });
  }

  /** Terms for orders to come; what was sent keeps those of its day. */
  revise({ name, leadDays, overDeliveryPerMille }: SupplierTerms): void {
    const { stock: stockLeadDays, daily: dailyLeadDays, emergency: emergencyLeadDays, vor: vorLeadDays } = leadDays;
    Object.assign(this, { name, stockLeadDays, dailyLeadDays, emergencyLeadDays, vorLeadDays, overDeliveryPerMille });
  }

  get leadDays(): LeadDays {
    const { stockLeadDays: stock, dailyLeadDays: daily, emergencyLeadDays: emergency, vorLeadDays: vor } = this;
    return { stock, daily, emergency, vor };
  }

  /** @throws SupplierIsBlocked */
  checkOrderable(): void {
    if (this.blockedReason !== null) throw new SupplierIsBlocked(this.code, this.blockedReason);
  }

  /** @throws SupplierIsBlocked when it is already */
  block(reason: string, by: string, at: Date): SupplierBlocked {
    this.checkOrderable();
    Object.assign(this, { blockedReason: reason, blockedBy: by, blockedAt: at });
    return SupplierBlocked.of({ supplierId: this.id, supplierCode: this.code, reason, blockedAt: at.toISOString() });
  }

  /** @throws SupplierNotBlocked */
  unblock(at: Date): SupplierUnblocked {
    if (this.blockedReason === null) throw new SupplierNotBlocked(this.code);
    Object.assign(this, { blockedReason: null, blockedBy: null, blockedAt: null });
    return SupplierUnblocked.of({ supplierId: this.id, supplierCode: this.code, unblockedAt: at.toISOString() });
  }
}
