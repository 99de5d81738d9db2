import { test } from 'vitest';
import { graphProperties } from './graph-property.ts';

test.each(Object.entries(graphProperties))('in many random drawings, %s', (_, check) => check(500));
