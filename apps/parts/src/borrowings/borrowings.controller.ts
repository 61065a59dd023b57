import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { BorrowingsQuery, BorrowingView, BorrowPart, BuyBorrowed, GiveBackBorrowed } from './borrowing.dto.js';
import { BorrowingsService } from './borrowings.service.js';

@Controller('v1/borrowings')
export class BorrowingsController {
  constructor(
    private readonly borrowings: BorrowingsService,
    private readonly clock: Clock,
  ) {}

  /** A part that is not there and cannot wait was lent: it is stock from now on, and owed. */
  @Post()
  @Allow('parts-clerk', 'service-manager')
  @Answers(BorrowingView, { status: 201 })
  async borrow(@Body() body: BorrowPart, @Caller() caller: Principal): Promise<BorrowingView> {
    const facts = { id: uuidv7(), borrowedBy: caller.id, borrowedAt: this.clock.now() };
    return BorrowingView.of(await this.borrowings.borrow({ ...body, ...facts }));
  }

  /** As much of the part goes back to the lender: what is there of the borrowed lot, also in quarantine, before other stock. */
  @Post(':id/give-back')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(BorrowingView)
  async giveBack(
    @Id() id: string,
    @Body() body: GiveBackBorrowed,
    @Caller() caller: Principal,
  ): Promise<BorrowingView> {
    const settlement = { ...body, by: caller.id, at: this.clock.now() };
    return BorrowingView.of(await this.borrowings.giveBack(id, settlement));
  }

  /** The lender sent an invoice instead. */
  @Post(':id/buy')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(BorrowingView)
  async buy(
    @Id() id: string,
    @Body() { invoiceNumber, invoiceFen: fen, ...body }: BuyBorrowed,
    @Caller() caller: Principal,
  ): Promise<BorrowingView> {
    const settlement = { ...body, fen, by: caller.id, at: this.clock.now() };
    return BorrowingView.of(await this.borrowings.buy(id, invoiceNumber, settlement));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(BorrowingView, { page: true })
  async list(@Query() { status, dueBy, ...page }: BorrowingsQuery): Promise<Page<BorrowingView>> {
    const wanted = { ...(status && { status }), ...(dueBy !== undefined && { dueBy }) };
    return pageOf(await this.borrowings.list(wanted, page), (borrowing) => BorrowingView.of(borrowing));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(BorrowingView)
  async show(@Id() id: string): Promise<BorrowingView> {
    return BorrowingView.of(await this.borrowings.byId(id));
  }
}
