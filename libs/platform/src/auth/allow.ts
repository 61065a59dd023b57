import { SetMetadata } from '@nestjs/common';
import type { Role } from './principal.js';

export const ACCESS = 'pitlane:access';

/** Who may call a route: these roles, or anyone without a token. */
export type Access = { readonly roles: readonly Role[] } | 'public';

/** Lets these roles in; everyone else is refused. A route without `Allow` or `Public` stops the boot. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { roles } satisfies Access);

/** Open to anyone who reaches the service: health, documents, callbacks that carry their own proof. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
