import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { OutgoingTransfersController } from './outgoing-transfers.controller.js';
import { OutgoingTransfersService } from './outgoing-transfers.service.js';

@Module({
  imports: [StockModule, ReservationsModule],
  controllers: [OutgoingTransfersController],
  providers: [OutgoingTransfersService],
  exports: [OutgoingTransfersService],
})
export class OutgoingTransfersModule {}
