import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { IssueParts, IssuesQuery, IssueView, ReturnParts, ReturnView } from './issue.dto.js';
import { IssuesService } from './issues.service.js';

@Controller('v1/issues')
export class IssuesController {
  constructor(
    private readonly issues: IssuesService,
    private readonly clock: Clock,
  ) {}

  /** Hands parts of authorised lines to a technician. */
  @Post()
  @Allow('parts-clerk', 'service-manager')
  @Answers(IssueView, { status: 201 })
  async issue(@Body() body: IssueParts, @Caller() caller: Principal): Promise<IssueView> {
    const facts = { id: uuidv7(), issuedBy: caller.id, issuedAt: this.clock.now() };
    return IssueView.of(await this.issues.issue({ ...facts, ...body }));
  }

  /** Takes unused parts back; nothing more is issued on their lines. */
  @Post(':id/returns')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ReturnView, { status: 201 })
  async takeBack(@Id() id: string, @Body() body: ReturnParts): Promise<ReturnView> {
    const entry = { returnId: uuidv7(), ...body };
    return ReturnView.of(await this.issues.takeBack(id, entry, this.clock.now()));
  }

  @Get()
  @Allow('parts-clerk', 'service-advisor', 'foreman', 'cashier', 'service-manager')
  @Answers(IssueView, { page: true })
  async list(@Query() { repairOrderId, ...page }: IssuesQuery): Promise<Page<IssueView>> {
    return pageOf(await this.issues.list(repairOrderId, page), (issue) => IssueView.of(issue));
  }

  @Get(':id')
  @Allow('parts-clerk', 'service-advisor', 'foreman', 'cashier', 'service-manager')
  @Answers(IssueView)
  async show(@Id() id: string): Promise<IssueView> {
    return IssueView.of(await this.issues.byId(id));
  }
}
