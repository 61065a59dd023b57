import { Module } from '@nestjs/common';
import { IncomingTransfersModule } from '../incoming-transfers/incoming-transfers.module.js';
import { OutgoingTransfersModule } from '../outgoing-transfers/outgoing-transfers.module.js';
import { TransferCarrier } from './transfer-carrier.service.js';

@Module({ imports: [IncomingTransfersModule, OutgoingTransfersModule], providers: [TransferCarrier] })
export class TransfersModule {}
