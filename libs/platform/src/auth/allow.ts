import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Role } from './principal.js';

export const ACCESS = 'pitlane:access';
/** In the OpenAPI document: the roles that an operation lets in. */
export const ROLES_EXTENSION = 'x-roles';

/** Who may call a route: these roles, or anyone without a token. */
export type Access = { readonly roles: readonly Role[] } | 'public';

/** Lets these roles in; everyone else is refused. A route without `Allow` or `Public` stops the boot. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, { roles } satisfies Access), ApiExtension(ROLES_EXTENSION, roles));

/** Open to anyone who reaches the service: health, documents, callbacks that carry their own proof. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
