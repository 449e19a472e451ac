namespace Artel.Generators;

/// <summary>Writes the switch over the topics.</summary>
internal static class ReceiveEmitter
{
    private const string Done = "global::Artel.BehaviorStep.Done";
    private const string Consumed = "global::Artel.BehaviorStep.Consumed";

    public static void Emit(IndentedWriter writer, ProcessModel process)
    {
        if (process.Handlers.Count == 0)
        {
            writer.Line("global::Artel.BehaviorStep global::Artel.IProcessBehavior.Receive(global::Artel.Message message) => global::Artel.BehaviorStep.NotHandled;");
            return;
        }

        bool hasPayload = false, refusesNull = false, needsSender = false, hasRest = false;
        foreach (var handler in process.Handlers)
        {
            hasRest |= handler.Topic is null;
            foreach (var parameter in handler.Method.Parameters)
            {
                hasPayload |= parameter.Source == ParameterSource.Value;
                refusesNull |= parameter is { Source: ParameterSource.Value, RefusesNull: true };
                needsSender |= parameter is { Source: ParameterSource.Sender, RefusesNull: true };
            }
        }

        writer.Open("global::Artel.BehaviorStep global::Artel.IProcessBehavior.Receive(global::Artel.Message message)");
        if (hasPayload)
            writer.Line("global::Artel.ProcessException? error;");
        writer.Open("switch (message.Topic)");
        foreach (var handler in process.Handlers)
        {
            if (handler.Topic is { } topic)
                EmitHandler(writer.Open($"case {Literals.Text(topic)}:"), handler);
        }

        foreach (var handler in process.Handlers)
        {
            if (handler.Topic is null)
                EmitHandler(writer.Open("default:"), handler);
        }

        if (!hasRest)
            writer.Line("default:").Deeper("return global::Artel.BehaviorStep.NotHandled;");
        writer.Close().Close();
        if (hasPayload || needsSender)
            EmitReject(writer.Blank());
        if (refusesNull)
            EmitNil(writer.Blank());
        if (needsSender)
            EmitNoSender(writer.Blank());
    }

    private static void EmitHandler(IndentedWriter writer, HandlerModel handler)
    {
        var index = 0;

        // A handler that is not given the message can't keep it.
        var consumes = true;
        foreach (var parameter in handler.Method.Parameters)
        {
            consumes &= parameter.Source != ParameterSource.Message;
            if (parameter.Source == ParameterSource.Value)
                EmitPayload(writer, parameter, index++);
            else if (parameter is { Source: ParameterSource.Sender, RefusesNull: true })
                EmitSender(writer, parameter);
        }

        writer.Begin().Part(handler.Method.Returns switch
        {
            ReturnShape.Nothing => "",
            ReturnShape.Task or ReturnShape.ValueTask => "return global::Artel.BehaviorStep.From(",
            _ => "return global::Artel.BehaviorStep.Answer(message, ",
        });
        MethodCall.Emit(writer, handler.Method, "Process", "payload");
        if (handler.Method.Returns == ReturnShape.Nothing)
            writer.Part(";").Blank().Line($"return {(consumes ? Consumed : Done)};");
        else
            writer.Part(consumes ? ").Consume();" : ");").Blank();
        writer.Close();
    }

    private static void EmitPayload(IndentedWriter writer, ParameterModel parameter, int index)
    {
        var name = Literals.Text(parameter.Name);
        if (parameter.Default is null)
        {
            writer.Line($"if (!message.TryGet<{parameter.NullableType}>({index}, {name}, out var payload{index}, out error))");
        }
        else
        {
            writer.Line($"{parameter.NullableType} payload{index} = {parameter.Default};");
            writer.Line($"if (message.Count > {index} && !message.TryGet<{parameter.NullableType}>({index}, {name}, out payload{index}, out error))");
        }

        writer.Deeper("return __artelReject(message, error);");
        if (parameter.RefusesNull)
            writer.Line($"if (payload{index} is null)").Deeper($"return __artelReject(message, __artelNil(message, {name}));");
    }

    private static void EmitSender(IndentedWriter writer, ParameterModel parameter) => writer
        .Line($"if (message.From is not {{ }} {MethodCall.Sender})")
        .Deeper($"return __artelReject(message, __artelNoSender(message, {Literals.Text(parameter.Name)}));");

    /// <summary>A message that fits no handler is no reason for the process to end.</summary>
    private static void EmitReject(IndentedWriter writer)
    {
        writer.Open("private global::Artel.BehaviorStep __artelReject(global::Artel.Message message, global::Artel.ProcessException error)");
        writer.Line("Process.Reject(message, error);").Line($"return {Done};");
        writer.Close();
    }

    private static void EmitNil(IndentedWriter writer)
    {
        writer.Line("private static global::Artel.ProcessException __artelNil(global::Artel.Message message, string name) =>");
        writer.Deeper("new(global::Artel.ErrorKind.Invalid, $\"message '{message.Topic}': {name}: nil was given\", retryable: false);");
    }

    private static void EmitNoSender(IndentedWriter writer)
    {
        writer.Line("private static global::Artel.ProcessException __artelNoSender(global::Artel.Message message, string name) => new(").Indent();
        writer.Line("global::Artel.ErrorKind.Invalid,");
        writer.Line("$\"message '{message.Topic}': {name}: no process has sent it, and the handler needs a sender; declare the parameter 'Pid?' to take it without one\",");
        writer.Line("retryable: false);").Unindent();
    }
}
