import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { CheckEquipment, EquipmentQuery, EquipmentView, RegisterEquipment } from './equipment.dto.js';
import { EquipmentService } from './equipment.service.js';

@Controller('v1/equipment')
export class EquipmentController {
  constructor(private readonly equipment: EquipmentService) {}

  @Post()
  @Allow('foreman', 'service-manager')
  @Answers(EquipmentView, { status: 201 })
  async register(@Body() body: RegisterEquipment, @Caller() caller: Principal): Promise<EquipmentView> {
    const facts = { ...body, bayId: body.bayId ?? null };
    return EquipmentView.of(await this.equipment.register(uuidv7(), facts, caller.id));
  }

  /** It was calibrated or checked today; failed or overdue, its bay takes no car until it passes (WKS-17). */
  @Post(':id/check')
  @HttpCode(200)
  @Allow('foreman', 'service-manager', 'quality-inspector')
  @Answers(EquipmentView)
  async check(@Id() id: string, @Body() body: CheckEquipment, @Caller() caller: Principal): Promise<EquipmentView> {
    const { passed, remarks = null } = body;
    return EquipmentView.of(await this.equipment.check(id, { passed, remarks, by: caller.id }));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @Allow('foreman', 'service-manager')
  @Answers(EquipmentView)
  async retire(@Id() id: string): Promise<EquipmentView> {
    return EquipmentView.of(await this.equipment.retire(id));
  }

  @Get()
  @Allow('foreman', 'service-manager', 'service-advisor', 'technician', 'quality-inspector')
  @Answers(EquipmentView, { page: true })
  async list(@Query() { status, bayId, ...page }: EquipmentQuery): Promise<Page<EquipmentView>> {
    const filter = { ...(status !== undefined && { status }), ...(bayId !== undefined && { bayId }) };
    return pageOf(await this.equipment.page(filter, page), EquipmentView.of);
  }
}
