/* The shapes of the notebook's model and the two matrix products that take most of an epoch's time. */
#ifndef SOFTMAX_EPOCH_H
#define SOFTMAX_EPOCH_H

enum { PIXELS = 784, CLASSES = 10, IMAGES = 50000, BATCH = 128 };

/* logits[row][class] = weight[class] . x[row] + bias[class], for the first `rows` rows. */
void forward(int rows, const float x[BATCH][PIXELS], const float weight[CLASSES][PIXELS], const float bias[CLASSES],
             float logits[BATCH][CLASSES]);

/* gradient[class][pixel] = the sum over the first `rows` rows of logitGradient[row][class] * x[row][pixel]. */
void weightGradient(int rows, const float x[BATCH][PIXELS], const float logitGradient[BATCH][CLASSES],
                    float gradient[CLASSES][PIXELS]);

#endif
