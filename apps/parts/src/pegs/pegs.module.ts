import { Module } from '@nestjs/common';
import { DemandModule } from '../demand/demand.module.js';
import { Pegs } from './pegs.service.js';

@Module({ imports: [DemandModule], providers: [Pegs], exports: [Pegs] })
export class PegsModule {}
