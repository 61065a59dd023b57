import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Costs, Id, type Page, pageOf, type Role } from '@pitlane/platform';
import {
  ChangeOwner, ChangePlate, ClaimVehicle, MileageView, OwnerView, RegisterVehicle, VehicleSearch, VehicleView,
} from './vehicle.dto.js'; // prettier-ignore
import { VehiclesService } from './vehicles.service.js';

const KEEPERS: Role[] = ['service-advisor', 'booking-agent', 'crm-agent', 'service-manager'];
const READERS: Role[] = [
  ...KEEPERS,
  'foreman',
  'technician',
  'technical-expert',
  'parts-clerk',
  'cashier',
  'claims-clerk',
];

@Controller('v1/vehicles')
export class VehiclesController {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow(...KEEPERS)
  @Answers(VehicleView, { status: 201, about: 'ownerCustomerId' })
  async register(@Body() body: RegisterVehicle): Promise<VehicleView> {
    return VehicleView.of(await this.vehicles.register(body.facts(), this.clock.now()));
  }

  /** The vehicle is known to another store of the group, and comes to this one now. */
  @Post('claim')
  @Costs(10)
  @HttpCode(200)
  @Allow(...KEEPERS)
  @Answers(VehicleView, { about: 'ownerCustomerId' })
  async claim(@Body() body: ClaimVehicle): Promise<VehicleView> {
    return VehicleView.of(await this.vehicles.claim(body, this.clock.now()));
  }

  @Post(':id/owner')
  @HttpCode(200)
  @Allow(...KEEPERS)
  @Answers(VehicleView, { about: 'ownerCustomerId' })
  async changeOwner(@Id() id: string, @Body() { customerId }: ChangeOwner): Promise<VehicleView> {
    return VehicleView.of(await this.vehicles.changeOwner(id, customerId, this.clock.now()));
  }

  @Post(':id/plate')
  @HttpCode(200)
  @Allow(...KEEPERS)
  @Answers(VehicleView, { about: 'ownerCustomerId' })
  async changePlate(@Id() id: string, @Body() { plate }: ChangePlate): Promise<VehicleView> {
    return VehicleView.of(await this.vehicles.changePlate(id, plate));
  }

  @Get(':id')
  @Allow(...READERS)
  @Answers(VehicleView)
  async get(@Id() id: string): Promise<VehicleView> {
    return VehicleView.of(await this.vehicles.get(id));
  }

  @Get()
  @Costs(5)
  @Allow(...READERS)
  @Answers(VehicleView, { page: true })
  async search(@Query() query: VehicleSearch): Promise<Page<VehicleView>> {
    return pageOf(await this.vehicles.search(query), VehicleView.of);
  }

  @Get(':id/owners')
  @Allow(...KEEPERS)
  @Answers(OwnerView, { list: true })
  async owners(@Id() id: string): Promise<OwnerView[]> {
    return (await this.vehicles.owners(id)).map((owner) => OwnerView.of(owner));
  }

  @Get(':id/mileage-readings')
  @Allow(...READERS)
  @Answers(MileageView, { list: true })
  async mileageReadings(@Id() id: string): Promise<MileageView[]> {
    return (await this.vehicles.mileageReadings(id)).map((reading) => MileageView.of(reading));
  }
}
