import { Body, ConflictException, Controller, Headers, Injectable, NotFoundException, Post, UseGuards } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';
import { DataSource, MoreThan } from 'typeorm';
import { IdempotencyKey, Lot, Movement, OutboxMessage, Part, Reservation } from './entities.js';
import { JwtGuard } from './jwt.guard.js';

export class CreateReservationDto {
  @IsString() @MaxLength(40) partNumber: string;
  @IsInt() @Min(1) quantity: number;
  @IsString() @MaxLength(500) reason: string;
}

@Injectable()
export class ReservationsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  reserve(dto: CreateReservationDto, key: string): Promise<Reservation> {
    return this.dataSource.transaction(async (manager) => {
      const answered = await manager.findOneBy(IdempotencyKey, { key });
      if (answered) return answered.response as Reservation;

      const part = await manager.findOne(Part, {
        where: { partNumber: dto.partNumber },
        lock: { mode: 'pessimistic_write' },
      });
      if (!part) throw new NotFoundException('Part not found');
      const lots = await manager.find(Lot, {
        where: { part: { id: part.id }, available: MoreThan(0) },
        order: { receivedAt: 'ASC' },
      });
      const available = lots.reduce((sum, lot) => sum + lot.available, 0);
      if (available < dto.quantity) throw new ConflictException('Not enough stock');

      const reservation = manager.create(Reservation, { part, quantity: dto.quantity, reason: dto.reason, movements: [] });
      let missing = dto.quantity;
      for (const lot of lots) {
        if (missing === 0) break;
        const taken = Math.min(lot.available, missing);
        lot.available -= taken;
        lot.reserved += taken;
        missing -= taken;
        await manager.save(lot);
        reservation.movements.push(manager.create(Movement, { lot, quantity: taken }));
      }
      await manager.save(reservation);
      await manager.save(OutboxMessage, { type: 'reservation.created', payload: { id: reservation.id, ...dto } });
      await manager.save(IdempotencyKey, { key, response: { id: reservation.id, ...dto } });
      return reservation;
    });
  }
}

@Controller('reservations')
@UseGuards(JwtGuard)
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Post()
  async create(@Body() dto: CreateReservationDto, @Headers('idempotency-key') key: string) {
    const { id, quantity, createdAt } = await this.reservations.reserve(dto, key);
    return { id, quantity, createdAt, partNumber: dto.partNumber };
  }
}
