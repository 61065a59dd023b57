import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './allow.js';

const ROUTE_PATH = 'path';
const ROUTE_METHOD = 'method';

export interface Route {
  readonly controller: string;
  readonly handler: string;
  readonly method: string;
  readonly path: string;
  readonly access: unknown;
}

/** Every HTTP route of the service with what it allows. A route that declares nothing stops the boot. */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error that names every route without a declared permission */
  onModuleInit(): void {
    const open = this.routes().filter(({ access }) => access === undefined);
    if (open.length === 0) return;
    const names = open.map(({ controller, handler }) => `${controller}.${handler}`).join(', ');
    throw new Error(`Routes without @Allow or @Public: ${names}`);
  }

  routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const target = metatype as (abstract new () => object) | null;
      if (!target || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      const base = this.reflector.get<string | undefined>(ROUTE_PATH, target as never) ?? '';
      return this.scanner.getAllMethodNames(prototype).flatMap((handler) => {
        const method = prototype[handler] as never;
        const verb = this.reflector.get<RequestMethod | undefined>(ROUTE_METHOD, method);
        if (verb === undefined) return [];
        const path = `/${base}/${this.reflector.get<string>(ROUTE_PATH, method)}`
          .replaceAll(/\/+/g, '/')
          .replace(/(?<=.)\/$/, '');
        const access = this.reflector.getAllAndOverride<unknown>(ACCESS, [method, target as never]);
        return [{ controller: target.name, handler, method: RequestMethod[verb], path, access }];
      });
    });
  }
}
