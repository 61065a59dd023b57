import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { createRemoteJWKSet, jwtVerify } from 'jose';

@Injectable()
export class JwtGuard implements CanActivate {
  private readonly issuer = process.env['AUTH_ISSUER'] ?? '';
  private readonly keys = createRemoteJWKSet(new URL(`${this.issuer}/jwks`));

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const [, token = ''] = (request.headers.authorization ?? '').split(' ');
    try {
      const { payload } = await jwtVerify(token, this.keys, { issuer: this.issuer });
      request.user = payload;
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}
