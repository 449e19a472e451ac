using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes the codecs of an assembly and their registration.</summary>
internal static class PayloadEmitter
{
    private const string Codecs = "global::Artel.Payloads.PayloadCodecs";

    public static SourceText Emit(EquatableArray<PayloadTypeModel> types)
    {
        var writer = GeneratedFile.Begin();
        writer.Line("using global::System;").Blank();
        writer.Open("namespace Artel.Generated");
        writer.Line("/// <summary>Registers the codecs of this assembly's payload types when the assembly is loaded.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open("file static class ArtelPayloads");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Open("internal static void Register()");
        for (var i = 0; i < types.Count; i++)
            EmitRegistration(writer, types[i], i);
        writer.Close().Close();
        for (var i = 0; i < types.Count; i++)
        {
            var name = CodecName(types[i], i);
            switch (types[i].Shape)
            {
                case PayloadShape.Table:
                    TableCodecEmitter.Emit(writer.Blank(), types[i], name);
                    break;
                case PayloadShape.Enum or PayloadShape.Flags:
                    EnumCodecEmitter.Emit(writer.Blank(), types[i], name);
                    break;
                case PayloadShape.Tuple:
                    TupleCodecEmitter.Emit(writer.Blank(), types[i], name);
                    break;
                case PayloadShape.Union:
                    UnionCodecEmitter.Emit(writer.Blank(), types[i], name, PayloadKinds.CasesOf(types[i], types));
                    break;
            }
        }

        return writer.Close().ToSourceText();
    }

    private static void EmitRegistration(IndentedWriter writer, PayloadTypeModel type, int index)
    {
        if (type.Shape == PayloadShape.Made)
            writer.Line($"{Codecs}.Register({type.Element});");
        else if (type.Shape == PayloadShape.Elsewhere)
            // Its assembly registers it, but only once something of that assembly has run.
            writer.Line($"global::System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof({type.Type}).Module.ModuleHandle);");
        else
            writer.Line($"{Codecs}.Register(new {type.Name}Codec{index}());");
    }

    /// <summary>Types of the same name in different namespaces are told apart by their place in the list.</summary>
    private static string CodecName(PayloadTypeModel type, int index) => $"{type.Name}Codec{index}";
}
