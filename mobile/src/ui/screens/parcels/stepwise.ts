/** Drawing the bar for every line of a file took longer than the work itself. */
const STEP = 256 * 1024;

/** Adds up bytes and shows the sum now and then. */
export function stepwise(show: (sum: number) => void): (more: number) => void {
  let sum = 0;
  let shown = 0;
  return (more) => {
    sum += more;
    if (sum - shown < STEP) return;
    shown = sum;
    show(sum);
  };
}
