/** A whole number with commas between the thousands: 50000 as "50,000". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
