namespace Artel.Generators;

/// <summary>The call of a handler or main.</summary>
internal static class MethodCall
{
    /// <summary>The local that has the sender where there has to be one.</summary>
    public const string Sender = "sender";

    /// <param name="writer">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="process">The expression for the process's operations.</param>
    /// <param name="value">What the expressions for the payload values or arguments are: this, with their numbers behind it.</param>
    public static IndentedWriter Emit(IndentedWriter writer, MethodModel method, string process, string value)
    {
        writer.Part($"this.{method.Name}(");
        var values = 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (i > 0)
                writer.Part(", ");
            switch (method.Parameters[i].Source)
            {
                case ParameterSource.Message:
                    writer.Part("message");
                    break;
                case ParameterSource.Sender:
                    writer.Part(method.Parameters[i].RefusesNull ? Sender : "message.From");
                    break;
                case ParameterSource.Event:
                    writer.Part("occurred");
                    break;
                case ParameterSource.Process:
                    writer.Part(process);
                    break;
                case ParameterSource.Cancelled:
                    writer.Part($"{process}.Cancelled");
                    break;
                default:
                    writer.Part($"{value}{values++}");
                    break;
            }
        }

        return writer.Part(")");
    }
}
