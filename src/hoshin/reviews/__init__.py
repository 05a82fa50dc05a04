"""Reviews of people's performance: cycles, forms, answers, calibration, results, and what people say to them."""
