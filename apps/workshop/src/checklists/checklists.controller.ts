import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Allow, Answers } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { ChecklistView, OperationPath, ReviseChecklist } from './checklist.dto.js';
import { ChecklistsService } from './checklists.service.js';

@Controller('v1/checklists')
export class ChecklistsController {
  constructor(private readonly checklists: ChecklistsService) {}

  /** The first or the next edition of an operation's checklist. */
  @Put(':operationCode')
  @Allow('quality-inspector', 'foreman', 'service-manager')
  @Answers(ChecklistView)
  async revise(@Param() { operationCode }: OperationPath, @Body() body: ReviseChecklist): Promise<ChecklistView> {
    return ChecklistView.of(await this.checklists.revise(uuidv7(), operationCode, body));
  }

  @Get(':operationCode')
  @Allow('quality-inspector', 'foreman', 'technician', 'service-manager')
  @Answers(ChecklistView)
  async get(@Param() { operationCode }: OperationPath): Promise<ChecklistView> {
    return ChecklistView.of(await this.checklists.of(operationCode));
  }
}
