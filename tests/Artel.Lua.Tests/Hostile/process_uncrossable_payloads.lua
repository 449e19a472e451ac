-- expect: value refused
-- What can not cross.
return function()
  local me = process.pid()
  for _, v in ipairs { print, coroutine.create(print), channel.new(), process.with_context({}), { { { print } } }, { [print] = 1 } } do
    if process.send(me, "x", v) or process.send(me, "x", nil, v) then return "sent" end
  end
  return "refused"
end
