import { Module } from '@nestjs/common';
import { SecretLinks } from './secret-links.js';

@Module({ providers: [SecretLinks], exports: [SecretLinks] })
export class SecretLinksModule {}
