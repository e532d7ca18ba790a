/* Made by scripts/gen-weights from weights.tsv; do not edit. */
static const float weights[F_N][2] = {
	[F_BIAS] = { -1, 0 },
};

static const float weights_stay[2][2] = {
	{ 1, 1 },
	{ 1, 1 },
};
