import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BudgetItemDoc, ProgressReportDoc } from '../../src/core/records';
import { marks } from '../../src/ui/screens/progress/marks';

interface Case {
  readonly why: string;
  readonly item: BudgetItemDoc;
  readonly reports: readonly ProgressReportDoc[];
  readonly today: string;
  readonly marks: readonly string[];
}

const CASES = JSON.parse(readFileSync('../tests/vectors/works.json', 'utf8')) as readonly Case[];

test.each(CASES)('$why', ({ item, reports, today, marks: told }) => {
  expect(marks(item, reports, today)).toEqual(told);
});
