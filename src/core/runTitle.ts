const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a list calls a run, in local time: `softmax-notebook, 25 Nov 14:32:07`. */
export function runTitle({ created, configuration: { model, recipe } }: { readonly created: string; readonly configuration: { readonly model: string; readonly recipe: string } }): string {
  const date = new Date(created);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${model}-${recipe}, ${date.getDate()} ${months[date.getMonth()] ?? ''} ${time}`;
}
