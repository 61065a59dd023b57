import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Costs } from '@pitlane/platform';
import { BackTestParts, BackTestView } from './back-test.dto.js';
import { BackTestService } from './back-test.service.js';

@Controller('v1/policies')
export class BackTestController {
  constructor(private readonly backTests: BackTestService) {}

  /** What policies would have done with these parts: fill rate against stock value (PRT-15). Nothing is changed by it. */
  @Post('back-test')
  @HttpCode(200)
  @Costs(20)
  @Allow('parts-buyer', 'service-manager')
  @Answers(BackTestView)
  async run(@Body() { partNumbers }: BackTestParts): Promise<BackTestView> {
    return BackTestView.of(await this.backTests.run(partNumbers));
  }
}
