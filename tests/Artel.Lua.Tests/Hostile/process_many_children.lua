-- expect: value RateLimited
-- Children without end: the host has a limit.
return function()
  local id, host = process.id(), "test:small"
  local err
  for i = 1, 1000 do
    local pid, refused = process.spawn("test:idle", host)
    err = err or refused
  end
  return err:kind()
end
