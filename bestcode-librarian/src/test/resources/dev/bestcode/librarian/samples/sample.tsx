interface Props { title: string }

export const Header = ({ title }: Props) => <h1>{title}</h1>;

export function Page(): JSX.Element {
  return <Header title="class X {}" />;
}

class Panel extends React.Component<Props> {
  render() { return <div />; }
}
