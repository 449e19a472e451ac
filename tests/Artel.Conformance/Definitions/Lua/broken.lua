-- Cannot be loaded.
error(errors.new(errors.CONFLICT, "broken on purpose"))
