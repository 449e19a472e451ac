-- expect: value Invalid
-- A hundred thousand levels.
return function()
  local t = {}
  for i = 1, 100000 do t = { t } end
  local ok, err = process.send(process.pid(), "deep", t)
  assert(not process.spawn(process.id(), "test:processes", t) and not process.exec(process.id(), "test:processes", t))
  return err:kind()
end
