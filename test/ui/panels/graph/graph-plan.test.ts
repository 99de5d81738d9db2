import { test } from 'vitest';
import { graphProperties } from './graph-property.ts';

test.each(Object.entries(graphProperties))('%s', (_, check) => check(25));
