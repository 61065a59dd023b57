import { Module } from '@nestjs/common';
import { QuotesController } from './quotes.controller.js';
import { QuotesService } from './quotes.service.js';
import { QuotesSubscriber } from './quotes.subscriber.js';

@Module({ controllers: [QuotesController, QuotesSubscriber], providers: [QuotesService] })
export class QuotesModule {}
