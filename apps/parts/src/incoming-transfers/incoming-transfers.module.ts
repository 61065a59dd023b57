import { Module } from '@nestjs/common';
import { RecallsModule } from '../recalls/recalls.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { SisterStoresModule } from '../sister-stores/sister-stores.module.js';
import { StockModule } from '../stock/stock.module.js';
import { IncomingTransfersController } from './incoming-transfers.controller.js';
import { IncomingTransfersService } from './incoming-transfers.service.js';

@Module({
  imports: [StockModule, ReservationsModule, RecallsModule, SisterStoresModule],
  controllers: [IncomingTransfersController],
  providers: [IncomingTransfersService],
  exports: [IncomingTransfersService],
})
export class IncomingTransfersModule {}
