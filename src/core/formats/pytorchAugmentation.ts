import type { Augmentation } from '../augmentation';

/** `bend(images)`, in a script that has `math`: what `Augmenter` does, with PyTorch's random numbers. */
export function formatAugmentation({ shift, rotation, scale, shear, thickness, elastic, written, placed }: Augmentation): string {
  const missing = [...(written > 0 ? [`writes ${written} of the digits anew`] : []), ...(placed ? ['places each as a drawing'] : [])].join(' and ');
  return `def bend(images):
    """Images [n, 784], each bent in a way of its own.${missing === '' ? '' : ` MNIST Lab also ${missing}: not here.`}"""
    n = len(images)
    pictures = images.reshape(n, 1, 28, 28)

    def draw(*shape):
        return 2 * torch.rand(n, *shape) - 1

${thickness > 0 ? thickening(thickness) : ''}    # Where each pixel comes from, in pixels from the middle.
    y, x = torch.meshgrid(torch.arange(28) - 13.5, torch.arange(28) - 13.5, indexing="ij")
    x, y = x - ${shift} * draw(1, 1), y - ${shift} * draw(1, 1)
${rotation > 0 ? turning(rotation) : ''}${scale > 0 ? `    x, y = x / (1 + ${scale} * draw(1, 1)), y / (1 + ${scale} * draw(1, 1))\n` : ''}${shear > 0 ? `    x = x + torch.tan(math.radians(${shear}) * draw(1, 1)) * y\n` : ''}${elastic > 0 ? moving(elastic) : ''}    # grid_sample counts 14 pixels from the middle to the edge as 1.
    return F.grid_sample(pictures, torch.stack([x, y], dim=3) / 14, align_corners=False).reshape(n, 784)
`;
}

function thickening(amount: number): string {
  return `    # Strokes become thicker or thinner: towards the largest or least of each pixel and its four neighbours.
    def largest(pictures):
        return torch.maximum(F.max_pool2d(pictures, (1, 3), 1, (0, 1)), F.max_pool2d(pictures, (3, 1), 1, (1, 0)))

    thicker = ${amount} * draw(1, 1, 1)
    extreme = torch.where(thicker > 0, largest(pictures), -largest(-pictures))
    pictures = pictures + thicker.abs() * (extreme - pictures)

`;
}

function turning(degrees: number): string {
  return `    angle = math.radians(${degrees}) * draw(1, 1)
    x, y = angle.cos() * x + angle.sin() * y, angle.cos() * y - angle.sin() * x
`;
}

function moving(pixels: number): string {
  return `    # A smooth random field: points every seven pixels, smoothed as a cubic spline does, and what lies between.
    spline = torch.tensor([1, 4, 1]) / 6
    points = F.conv2d(draw(2, 7, 7).reshape(2 * n, 1, 7, 7), (spline[:, None] * spline).reshape(1, 1, 3, 3))
    field = F.interpolate(points, size=29, mode="bicubic", align_corners=True)[..., :28, :28].reshape(n, 2, 28, 28)
    x, y = x + ${pixels} * field[:, 0], y + ${pixels} * field[:, 1]
`;
}
