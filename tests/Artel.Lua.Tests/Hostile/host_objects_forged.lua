-- expect: value refused
-- Methods take their own objects only.
return function()
  local ch, err, spawner = channel.new(1), errors.new("x"), process.with_context({})
  local wrong = { {}, 1, "x", true, print, coroutine.create(print), setmetatable({}, { __index = ch, __name = "channel" }) }
  for _, fake in ipairs(wrong) do
    for _, method in ipairs { ch.close, ch.send, ch.receive, ch.each, ch.case_receive, spawner.spawn, spawner.with_name, err.kind, err.stack } do
      local ok, v, e = pcall(method, fake)
      if ok and e == nil and v ~= nil then return "taken" end
    end
  end
  for _, other in ipairs { err, spawner } do if pcall(ch.close, other) then return "crossed" end end
  return "refused"
end
