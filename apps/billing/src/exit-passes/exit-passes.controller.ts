import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, Id, type Page, pageOf, type Principal, Public } from '@pitlane/platform';
import { ExitPassTokens } from './exit-pass-tokens.js';
import {
  ExitPassQuery,
  ExitPassView,
  GateKeysView,
  IssuedExitPassView,
  IssueExitPass,
  VerifyExitPass,
} from './exit-pass.dto.js';
import { CreditNotYours, CreditReasonNeeded } from './exit-pass.errors.js';
import { ExitPassesService } from './exit-passes.service.js';

@Controller('v1')
export class ExitPassesController {
  constructor(
    private readonly exitPasses: ExitPassesService,
    private readonly tokens: ExitPassTokens,
    private readonly clock: Clock,
  ) {}

  @Post('settlements/:id/exit-pass')
  @Allow('service-manager', 'cashier')
  @Answers(IssuedExitPassView, { status: 201 })
  async issue(
    @Id() id: string,
    @Body() { credit = false, reason }: IssueExitPass,
    @Caller() caller: Principal,
  ): Promise<IssuedExitPassView> {
    if (credit && caller.actingRole !== 'service-manager') throw new CreditNotYours(id);
    if (credit && reason === undefined) throw new CreditReasonNeeded();
    const creditReason = credit ? (reason ?? null) : null;
    const wanted = { issuedBy: caller.id, creditReason, at: this.clock.now() };
    const { pass, token } = await this.exitPasses.issue(id, wanted);
    return IssuedExitPassView.with(pass, token);
  }

  @Get('exit-passes')
  @Allow('cashier', 'service-advisor', 'service-manager', 'integration')
  @Answers(ExitPassView, { page: true })
  async page(@Query() { repairOrderId, ...page }: ExitPassQuery): Promise<Page<ExitPassView>> {
    const where = repairOrderId === undefined ? {} : { repairOrderId };
    return pageOf(await this.exitPasses.page(where, page), (pass) => ExitPassView.of(pass));
  }

  /** The gate's scanner: the pass is used by it. */
  @Post('exit-passes/verify')
  @Allow('integration', 'service-advisor')
  @Answers(ExitPassView)
  @HttpCode(200)
  async verify(@Body() { token }: VerifyExitPass): Promise<ExitPassView> {
    return ExitPassView.of(await this.exitPasses.use(token, this.clock.now()));
  }

  /** The key by which a gate verifies passes without asking us. */
  @Get('exit-passes/keys')
  @Public()
  @Costs(5)
  @Answers(GateKeysView)
  async keys(): Promise<GateKeysView> {
    return Object.assign(new GateKeysView(), { keys: [await this.tokens.publicJwk()] });
  }
}
