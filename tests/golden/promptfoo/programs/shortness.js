module.exports = (output, context) => ({
  pass: output.length < context.vars.most,
  score: 0.5,
  reason: 'measured',
});
