import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Id } from '@pitlane/platform';
import { ChainView, SupersedePart } from './supersession.dto.js';
import { SupersessionsService } from './supersessions.service.js';

@Controller('v1/parts/:id')
export class SupersessionsController {
  constructor(private readonly supersessions: SupersessionsService) {}

  /** Which numbers may be used for this one today, in order, with what is free of each. */
  @Get('chain')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'technician', 'service-manager')
  @Answers(ChainView)
  async chain(@Id() id: string): Promise<ChainView> {
    return ChainView.of(await this.supersessions.chainOf(id));
  }

  /** From a day on another number replaces this one. */
  @Post('supersession')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ChainView, { status: 201 })
  async supersede(@Id() id: string, @Body() body: SupersedePart): Promise<ChainView> {
    return ChainView.of(await this.supersessions.supersede(id, body));
  }

  /** The supersession was a mistake. */
  @Post('supersession/withdraw')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(ChainView)
  async withdraw(@Id() id: string): Promise<ChainView> {
    return ChainView.of(await this.supersessions.withdraw(id));
  }
}
