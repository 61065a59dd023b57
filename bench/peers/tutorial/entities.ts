import { Column, CreateDateColumn, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';

@Entity()
export class Part {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column({ unique: true }) partNumber: string;
  @Column() name: string;
  @OneToMany(() => Lot, (lot) => lot.part) lots: Relation<Lot>[];
}

@Entity()
@Index(['part', 'receivedAt'])
export class Lot {
  @PrimaryGeneratedColumn('uuid') id: string;
  @ManyToOne(() => Part, (part) => part.lots) part: Relation<Part>;
  @Column() receivedAt: Date;
  @Column() onHand: number;
  @Column({ default: 0 }) reserved: number;
  @Column() available: number;
}

@Entity()
export class Reservation {
  @PrimaryGeneratedColumn('uuid') id: string;
  @ManyToOne(() => Part) part: Relation<Part>;
  @Column() quantity: number;
  @Column() reason: string;
  @CreateDateColumn() createdAt: Date;
  @OneToMany(() => Movement, (movement) => movement.reservation, { cascade: true }) movements: Relation<Movement>[];
}

@Entity()
export class Movement {
  @PrimaryGeneratedColumn('uuid') id: string;
  @ManyToOne(() => Lot) lot: Relation<Lot>;
  @ManyToOne(() => Reservation, (reservation) => reservation.movements) reservation: Relation<Reservation>;
  @Column() quantity: number;
}

/** The request's key, so that a repeated request is not done twice. */
@Entity()
export class IdempotencyKey {
  @Column({ primary: true }) key: string;
  @Column('jsonb') response: unknown;
}

@Entity()
export class OutboxMessage {
  @PrimaryGeneratedColumn() id: number;
  @Column() type: string;
  @Column('jsonb') payload: unknown;
  @Column({ nullable: true }) publishedAt: Date;
}

export const ENTITIES = [Part, Lot, Reservation, Movement, IdempotencyKey, OutboxMessage];
