-- expect: value passed on
-- What a script yields or returns is never taken for the host's own marks.
return function()
  local co = coroutine.wrap(function(...)
    local seen = {}
    for i = 1, 8 do seen[i] = coroutine.yield(i, 0, 1, 2, nil, false) end
    return "passed on"
  end)
  local last
  for i = 1, 9 do last = co(io, i, "FAILURE", 1) end
  return last
end
