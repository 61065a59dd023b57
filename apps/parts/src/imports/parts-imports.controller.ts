import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { BadRowView, ImportView, OpenImport, StartImport, UploadPiece } from './parts-import.dto.js';
import { PartsImportsService } from './parts-imports.service.js';

@Controller('v1/imports')
export class PartsImportsController {
  constructor(
    private readonly imports: PartsImportsService,
    private readonly clock: Clock,
  ) {}

  /** Opens the import of a parts book; its file comes next, in pieces. */
  @Post('parts')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ImportView, { status: 201 })
  async open(@Body() body: OpenImport, @Caller() caller: Principal): Promise<ImportView> {
    return ImportView.of(await this.imports.open({ ...body, id: uuidv7(), uploadedBy: caller.id }));
  }

  @Get()
  @Allow('parts-clerk', 'service-manager')
  @Answers(ImportView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<ImportView>> {
    return pageOf(await this.imports.list(page), (book) => ImportView.of(book));
  }

  /** How far it is. */
  @Get(':id')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ImportView)
  async show(@Id() id: string): Promise<ImportView> {
    return ImportView.of(await this.imports.byId(id));
  }

  /** A piece of the file; the same position again replaces it. */
  @Post(':id/pieces')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ImportView, { status: 201 })
  async upload(@Id() id: string, @Body() { position, contentBase64 }: UploadPiece): Promise<ImportView> {
    return ImportView.of(await this.imports.keepPiece(id, { position, content: Buffer.from(contentBase64, 'base64') }));
  }

  /** The file is complete: it is taken over in the background, and goes on by itself after whatever stops it. */
  @Post(':id/start')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(ImportView)
  async start(@Id() id: string, @Body() { pieces }: StartImport): Promise<ImportView> {
    return ImportView.of(await this.imports.start(id, pieces, this.clock.now()));
  }

  /** Each bad cell of the file, and why. */
  @Get(':id/bad-rows')
  @Allow('parts-clerk', 'service-manager')
  @Answers(BadRowView, { page: true })
  async badRows(@Id() id: string, @Query() page: PageQuery): Promise<Page<BadRowView>> {
    return pageOf(await this.imports.badRows(id, page), ({ rowNumber, column, code }) => ({ rowNumber, column, code }));
  }
}
