import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { httpAdapter, openApiOf } from '@pitlane/platform';

/** The OpenAPI document of each service, from its built application; nothing is started. */
export async function openApiDocuments(root: string): Promise<ReadonlyMap<ServiceName, object>> {
  const modules = new Map<ServiceName, Type>();
  for (const service of SERVICES) modules.set(service, await moduleOf(root, service));
  const documents = new Map<ServiceName, object>();
  for (const [service, module] of modules) {
    const app = await NestFactory.create(module, httpAdapter(), { preview: true, logger: false, abortOnError: false });
    documents.set(service, openApiOf(app, service));
  }
  return documents;
}

/** @throws Error when the service is not built or exports no module */
async function moduleOf(root: string, service: ServiceName): Promise<Type> {
  const file = pathToFileURL(join(root, 'apps', service, 'dist/app.module.js')).href;
  const exported = (await import(file)) as Record<string, Type>;
  const found = Object.entries(exported).find(([name]) => name.endsWith('Module'));
  if (!found) throw new Error(`apps/${service} exports no module.`);
  return found[1];
}
